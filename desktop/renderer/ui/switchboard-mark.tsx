/** The mark: a patch cord between two jacks. */
export function SwitchboardMark({ size = 40 }: { readonly size?: number }) {
  const edge = `${size / 16}rem`;
  return (
    <svg viewBox="0 0 40 40" width={edge} height={edge} aria-hidden="true" focusable="false" fill="none">
      <rect x="1" y="1" width="38" height="38" rx="9" fill="var(--accent)" />
      <circle cx="12" cy="13" r="3.6" stroke="var(--on-accent)" strokeWidth="2" />
      <circle cx="28" cy="13" r="3.6" stroke="var(--on-accent)" strokeWidth="2" />
      <path d="M12 13c0 22 16 22 16 0" stroke="var(--offered-strong)" strokeWidth="3" strokeLinecap="round" />
    </svg>
  );
}
