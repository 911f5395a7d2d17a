/** A hidden or covered window gets no frames, and still wants to be right when somebody looks. */
const HIDDEN_LIMIT_MS = 250;
/** The server's own pace (wallboard-feed.ts). Nobody reads figures that change more often, and typing needs the time. */
const READABLE_MS = 100;

/** Calls back in a frame, ten times a second at most: at once, or when the last time is long enough ago. */
export function readablePace(): (work: () => void) => void {
  let last = Number.NEGATIVE_INFINITY;
  const show = (work: () => void) =>
    inFrame(() => {
      last = performance.now();
      work();
    });
  return (work) => {
    const waitMs = last + READABLE_MS - performance.now();
    if (waitMs <= 0) show(work);
    else setTimeout(() => show(work), waitMs);
  };
}

/** Calls back before the next frame is made, or a little later where no frame comes. */
function inFrame(work: () => void): void {
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
