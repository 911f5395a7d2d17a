/** A hidden or covered window gets no frames, and still wants to be right when somebody looks. */
const HIDDEN_LIMIT_MS = 250;

/** Calls back before the next frame is made, or a little later where no frame comes. */
export function inFrame(work: () => void): void {
  let done = false;
  const once = () => {
    if (done) return;
    done = true;
    clearTimeout(limit);
    cancelAnimationFrame(frame);
    work();
  };
  const limit = setTimeout(once, HIDDEN_LIMIT_MS);
  const frame = requestAnimationFrame(once);
}
