/**
 * Asks that calls to a number ring in this tab, among all of this browser's.
 *
 * @param take From the tab that has it; else this one waits until it is free.
 * @param onChange `true`: here now. `false`: another tab has it, and this one gets it when that one is done.
 * @returns what gives it up
 */
export type ClaimRinging = (number: string, take: boolean, onChange: (isHere: boolean) => void) => () => void;

/**
 * By a lock of the browser's, which no tab can leave behind: closed, crashed or put to sleep, the next one has it. Stolen by who takes
 * over, which tells the one that had it (Web Locks, 2.5). Without locks (a page that is not secure has no microphone either) it is here.
 */
export const claimRinging: ClaimRinging = (number, take, onChange) => {
  if (!("locks" in navigator)) {
    onChange(true);
    return () => undefined;
  }
  const { locks } = navigator;
  const name = `cordboard-web-phone ${number}`;
  const given = new AbortController();
  const isGiven = (): boolean => given.signal.aborted;
  const hold = (): Promise<void> =>
    new Promise((resolve) => {
      given.signal.addEventListener("abort", () => resolve());
      if (isGiven()) resolve();
      else onChange(true);
    });
  // A request ends with an error when its lock was stolen, or when it was given up while it waited.
  const lost = (): void => {
    if (isGiven()) return;
    onChange(false);
    locks.request(name, { signal: given.signal }, hold).catch(lost);
  };
  if (take) locks.request(name, { steal: true }, hold).catch(lost);
  else locks.request(name, { ifAvailable: true }, (lock) => (lock === null ? lost() : hold())).catch(lost);
  return () => given.abort();
};
