import {
  cloneElement,
  type ReactElement,
  type ReactNode,
  type Ref,
  Suspense,
  useEffect,
  useEffectEvent,
  useRef,
  useState,
} from "react";
import { ErrorBoundary } from "./error-boundary.tsx";
import type { IconName } from "./icon-paths.ts";
import { type ControlKeyEvent, keysGoOn } from "./keys-go-on.ts";
import { laterPart } from "./later-part.tsx";

const loadPopup = () => import("./menu-popup.tsx");
const MenuPopup = laterPart(async () => (await loadPopup()).MenuPopup);

export interface MenuEntry {
  readonly id: string;
  readonly label: string;
  readonly icon?: IconName;
  /** Drawn before the label instead of an icon, e.g. a state's shape. */
  readonly mark?: ReactNode;
  readonly shortcut?: string;
  readonly checked?: boolean;
  readonly disabled?: boolean;
}

export interface MenuSection {
  readonly title?: string;
  readonly entries: readonly MenuEntry[];
}

interface TriggerProps {
  readonly ref?: Ref<HTMLButtonElement>;
  readonly onPress?: () => void;
  readonly onKeyDown?: (event: ControlKeyEvent) => void;
  readonly "aria-haspopup"?: "menu";
  readonly "aria-expanded"?: boolean;
}

export interface MenuProps {
  /** The button that opens it: a `Button` of ours or of React Aria. */
  readonly trigger: ReactElement<TriggerProps>;
  /** What the menu is, for screen readers. */
  readonly label: string;
  readonly sections: readonly MenuSection[];
  readonly onAction: (id: string) => void;
  readonly isOpen?: boolean;
  readonly onOpenChange?: (isOpen: boolean) => void;
  /** In a call it opens below the call's controls, as dialogs do. */
  readonly belowBars?: boolean;
  /** With it a field above the entries narrows them to what is typed; the keys go on choosing among those. */
  readonly searchLabel?: string;
  readonly placement?: "bottom start" | "bottom end" | "top start" | "right bottom";
}

/** A menu whose entries carry `data-testid="menu-<id>"`. It is not modal: a click elsewhere does what it says. */
export function Menu({ trigger, isOpen, onOpenChange, ...rest }: MenuProps) {
  const button = useRef<HTMLButtonElement>(null);
  const [openHere, setOpenHere] = useState(false);
  const [autoFocus, setAutoFocus] = useState<"first" | "last">("first");
  const open = isOpen ?? openHere;
  const setOpen = (next: boolean) => {
    setOpenHere(next);
    onOpenChange?.(next);
  };
  useEffect(() => {
    // Fetched while nobody waits for it; after a failure it is fetched again when it is opened.
    const timer = setTimeout(() => void loadPopup().catch(() => undefined), 300);
    return () => clearTimeout(timer);
  }, []);
  return (
    <>
      {cloneElement(trigger, {
        ref: button,
        "aria-haspopup": "menu",
        "aria-expanded": open,
        onPress: () => {
          setAutoFocus("first");
          setOpen(!open);
        },
        onKeyDown: keysGoOn((event) => {
          if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
          event.preventDefault();
          setAutoFocus(event.key === "ArrowDown" ? "first" : "last");
          setOpen(true);
        }),
      })}
      {open ? (
        <ErrorBoundary fallback={() => <Close close={() => setOpen(false)} />}>
          <Suspense fallback={null}>
            <MenuPopup {...rest} triggerRef={button} autoFocus={autoFocus} onClose={() => setOpen(false)} />
          </Suspense>
        </ErrorBoundary>
      ) : null}
    </>
  );
}

/** A menu that could not be fetched is closed, and fetched again when it is opened again; the page around it stays. */
function Close({ close }: { readonly close: () => void }) {
  const closeNow = useEffectEvent(close);
  useEffect(() => closeNow(), []);
  return null;
}
