/** A window that is covered may not get animation frames although it is not `hidden`. */
const FRAME_LIMIT_MS = 120;

/**
 * Calls back once what React has just put into the document is on the screen: after the next frame's paint. In a hidden tab
 * nothing is painted and no frame comes, so it calls back at once; the phone must not wait for it.
 */
export function afterPaint(callback: () => void): void {
  if (document.hidden) {
    callback();
    return;
  }
  let done = false;
  const once = () => {
    if (done) return;
    done = true;
    clearTimeout(limit);
    callback();
  };
  const limit = setTimeout(once, FRAME_LIMIT_MS);
  requestAnimationFrame(() => {
    // A message is handled after the frame that is being made.
    const channel = new MessageChannel();
    channel.port1.addEventListener("message", once, { once: true });
    channel.port1.start();
    channel.port2.postMessage(null);
  });
}
