/** The API, as the page asks it. */
const ROOT = "/api/v1";

/** What went wrong, in words for the reader (RFC 9457). */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly title: string,
    readonly detail: string,
  ) {
    super(detail || title);
  }
}

export async function get<T>(path: string, query?: URLSearchParams, signal?: AbortSignal): Promise<T> {
  const asked = query?.toString();
  return answer<T>(await reach(asked ? `${ROOT}${path}?${asked}` : ROOT + path, { signal: signal ?? null }));
}

export async function send<T>(method: "POST" | "PUT" | "PATCH" | "DELETE", path: string, body?: unknown): Promise<T> {
  const headers: Record<string, string> = { "X-Requested-With": "dragoman" }; // no form of another site can send it
  if (body !== undefined) headers["Content-Type"] = "application/json";
  return answer<T>(await reach(ROOT + path, { method, headers, body: body === undefined ? null : JSON.stringify(body) }));
}

/** Send a file as it is. */
export async function upload<T>(path: string, file: File, query: URLSearchParams): Promise<T> {
  const headers = { "X-Requested-With": "dragoman", "Content-Type": "application/octet-stream" };
  return answer<T>(await reach(`${ROOT}${path}?${query}`, { method: "POST", headers, body: file }));
}

/** What a fault says to the reader. */
export function told(fault: unknown): string {
  return fault instanceof Problem ? fault.message : String(fault);
}

async function reach(address: string, options: RequestInit): Promise<Response> {
  try {
    return await fetch(address, { credentials: "same-origin", ...options });
  } catch (fault) {
    if (fault instanceof DOMException && fault.name === "AbortError") throw fault;
    throw new Problem(0, "No answer", "The server does not answer. Is `dragoman serve` still running?");
  }
}

async function answer<T>(response: Response): Promise<T> {
  if (response.status === 204) return undefined as T;
  const body: unknown = await response.json().catch(() => null);
  if (response.ok) return body as T;
  const told = (body ?? {}) as { title?: string; detail?: string };
  throw new Problem(response.status, told.title ?? response.statusText, told.detail ?? "");
}
