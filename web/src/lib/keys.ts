/** Whether a key press is meant for the page, and not for a field somebody writes in or for the browser. */
export function isForPage(pressed: KeyboardEvent): boolean {
  if (pressed.ctrlKey || pressed.metaKey || pressed.altKey) return false;
  return !(pressed.target instanceof HTMLElement && /^(INPUT|SELECT|TEXTAREA)$/.test(pressed.target.tagName));
}
