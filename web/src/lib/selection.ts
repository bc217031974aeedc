import { CodePoints } from "./text";

/** The words selected in a part of the page that shows a text, as code points of the text; null where there are none. */
export function selectedSpan(shown: Element | null, text: string): [start: number, end: number] | null {
  const chosen = getSelection();
  if (!shown || !chosen || chosen.isCollapsed || !shown.contains(chosen.anchorNode) || !shown.contains(chosen.focusNode)) return null;
  const range = chosen.getRangeAt(0);
  const before = range.cloneRange();
  before.selectNodeContents(shown);
  before.setEnd(range.startContainer, range.startOffset);
  const points = new CodePoints(text);
  const words = range.toString();
  const unit = before.toString().length + (words.length - words.trimStart().length);
  const trimmed = words.trim();
  return trimmed ? [points.point(unit), points.point(unit + trimmed.length)] : null;
}
