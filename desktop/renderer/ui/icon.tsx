import { ICON_PATHS, type IconName } from "./icon-paths.ts";

interface IconProps {
  readonly name: IconName;
  /** Edge length in px at 100 % zoom; scales with the text. Default 16. */
  readonly size?: number;
  readonly className?: string;
}

/** Decoration only: whoever shows an icon also shows or speaks its label. */
export function Icon({ name, size = 16, className }: IconProps) {
  const edge = `${size / 16}rem`;
  return (
    <svg
      viewBox="0 0 20 20"
      width={edge}
      height={edge}
      className={className}
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      {ICON_PATHS[name].map((path) => (
        <path key={path} d={path} />
      ))}
    </svg>
  );
}
