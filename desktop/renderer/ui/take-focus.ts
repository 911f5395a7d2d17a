/** Where a person is busy: what is typed there, or would close if the focus left it. */
const BUSY = "input, textarea, select, [contenteditable], [role=dialog], dialog, [role=menu], [role=listbox]";

/**
 * Puts the focus into the field a view begins with, unless the person has begun something else since: a view is fetched when it is
 * asked for, and the menu opened or the note begun meanwhile must not lose the focus (a menu that does closes).
 */
export function takeFocus(field: HTMLInputElement | null): void {
  if (field === null || document.activeElement?.closest(BUSY) != null) return;
  field.focus();
  field.select();
}
