#!/bin/bash
# One archive coded on a SLURM cluster: a scheduler and the run on the first task, a worker on each of the others.
#   sbatch --ntasks=65 deploy/slurm.sh /data/news /scratch/run
# Given again, it goes on where it was stopped (time limit, lost nodes).
#SBATCH --job-name=dragoman
#SBATCH --cpus-per-task=2
#SBATCH --mem-per-cpu=1G
#SBATCH --time=24:00:00
#SBATCH --signal=B:INT@120
set -euo pipefail
INPUT=${1:?folder or URL with Parquet, WARC or JSON lines}
OUTPUT=${2:?folder or URL of the run}
export DASK_DISTRIBUTED__WORKER__DAEMON=False   # a worker codes in a process of its own below it
SCHEDULER=$PWD/scheduler-$SLURM_JOB_ID.json

dask scheduler --scheduler-file "$SCHEDULER" --no-dashboard &
until [ -s "$SCHEDULER" ]; do sleep 1; done
ADDRESS=$(python -c 'import json, sys; print(json.load(open(sys.argv[1]))["address"])' "$SCHEDULER")

srun --ntasks=$((SLURM_NTASKS - 1)) dask worker "$ADDRESS" --nthreads 1 --memory-limit 0 --no-dashboard &

dragoman cluster run "$INPUT" --out "$OUTPUT" --scheduler "$ADDRESS" --quiet || [ $? -eq 1 ]   # 1: some articles failed
dragoman cluster merge "$OUTPUT" --scheduler "$ADDRESS"
