/**
 * Where lists of choices may open: all of the window but the bars at its top, so that a list that finds no room below its field opens
 * above it without covering a call's buttons. The shell has the place; a page without bars has none.
 */
export function popupRoom(): { readonly boundaryElement?: Element } {
  const room = document.querySelector("[data-popup-room]");
  return room === null ? {} : { boundaryElement: room };
}
