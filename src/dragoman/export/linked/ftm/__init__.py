"""FollowTheMoney entities (followthemoney.tech), written and read back.

Which of our fields FollowTheMoney can hold, and how, is said in docs/linked.md; ``entities`` writes them, ``reading``
makes the same values of them again.
"""
