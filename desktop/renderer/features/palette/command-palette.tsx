import { useQuery } from "@tanstack/react-query";
import { type KeyboardEvent, useDeferredValue, useEffect, useId, useRef, useState } from "react";
import { createPortal } from "react-dom";
import { useTranslation } from "react-i18next";
import { searchCustomers } from "../../connection/customer-api.ts";
import { useConnection } from "../../connection/use-connection.ts";
import { classNames } from "../../ui/class-names.ts";
import { Icon } from "../../ui/icon.tsx";
import { Kbd } from "../../ui/kbd.tsx";
import styles from "./command-palette.module.css";
import { matching, type PaletteItem } from "./palette-item.ts";
import { useCustomerItems } from "./use-customer-items.ts";
import { useDialItems } from "./use-dial-items.ts";

const QUERY_LENGTH_MIN = 2;

interface CommandPaletteProps {
  /** Everything that can be done now. */
  readonly actions: readonly PaletteItem[];
  /** What was typed before it was there; read once. */
  readonly begunWith: string;
  readonly onClose: () => void;
}

/**
 * One field for everything: actions, views, states, customers by any identifier, a number to call. Never modal: the call and its
 * keys stay in reach, and a click elsewhere closes it.
 */
export function CommandPalette({ actions, begunWith, onClose }: CommandPaletteProps) {
  const { t } = useTranslation("palette");
  const { http } = useConnection();
  const id = useId();
  const [text, setText] = useState(begunWith);
  const [active, setActive] = useState(0);
  const query = useDeferredValue(text.trim());
  const found = useQuery({
    queryKey: ["customers", "search", query],
    queryFn: ({ signal }) => searchCustomers(http, query, signal),
    enabled: query.length >= QUERY_LENGTH_MIN,
    placeholderData: (before) => before,
  });
  const customers = useCustomerItems(query.length >= QUERY_LENGTH_MIN ? (found.data ?? []) : []);
  const items = [...useDialItems(text.trim()), ...matching(actions, text), ...customers];
  const index = Math.min(active, Math.max(0, items.length - 1));
  const run = (item: PaletteItem | undefined) => {
    if (item === undefined) return;
    onClose();
    item.run();
  };
  const box = useRef<HTMLDivElement>(null);
  useFocusWithin(box, onClose);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      setActive(Math.min(items.length - 1, Math.max(0, index + step)));
    } else if (event.key === "Enter" && !event.nativeEvent.isComposing && !event.ctrlKey) {
      event.preventDefault();
      run(items[index]);
    } else if (event.key === "Escape") {
      event.stopPropagation();
      onClose();
    }
  };
  const optionId = (at: number) => `${id}-${at}`;
  return createPortal(
    <div className={styles.layer}>
      <div ref={box} role="dialog" aria-label={t("title")} className={styles.box} data-testid="palette">
        <div className={styles.field}>
          <Icon name="search" />
          <input
            className={styles.input}
            role="combobox"
            aria-label={t("field")}
            aria-expanded="true"
            aria-controls={`${id}-list`}
            aria-autocomplete="list"
            {...(items.length === 0 ? {} : { "aria-activedescendant": optionId(index) })}
            placeholder={t("placeholder")}
            value={text}
            maxLength={100}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => {
              setText(event.target.value);
              setActive(0);
            }}
            onKeyDown={onKeyDown}
            data-testid="palette-input"
          />
          <Kbd keys="Esc" />
        </div>
        <div id={`${id}-list`} role="listbox" aria-label={t("title")} className={styles.list}>
          {items.map((item, at) => (
            <Option
              key={item.id}
              item={item}
              id={optionId(at)}
              isActive={at === index}
              heading={item.group === items[at - 1]?.group ? null : t(`group.${item.group}`)}
              onPick={() => run(item)}
              onHover={() => setActive(at)}
            />
          ))}
        </div>
        <p className={styles.state} role="status">
          {items.length > 0 ? "" : found.isFetching ? t("searching") : t("nothing")}
        </p>
      </div>
    </div>,
    document.body,
  );
}

interface OptionProps {
  readonly item: PaletteItem;
  readonly id: string;
  readonly isActive: boolean;
  readonly heading: string | null;
  readonly onPick: () => void;
  readonly onHover: () => void;
}

function Option({ item, id, isActive, heading, onPick, onHover }: OptionProps) {
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isActive) element.current?.scrollIntoView?.({ block: "nearest" });
  }, [isActive]);
  return (
    <>
      {heading === null ? null : (
        <div role="presentation" className={styles.heading}>
          {heading}
        </div>
      )}
      {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the keys are the field's, as a combobox has it */}
      <div
        ref={element}
        id={id}
        role="option"
        tabIndex={-1}
        aria-selected={isActive}
        className={classNames(styles.option, isActive && styles.active)}
        onClick={onPick}
        onMouseMove={onHover}
        data-testid="palette-item"
        data-item={item.id}
      >
        <Icon name={item.icon} size={16} />
        <span className={styles.label}>{item.label}</span>
        {item.aside === undefined ? null : <span className={styles.aside}>{item.aside}</span>}
        {item.keys === undefined ? null : <Kbd keys={item.keys} />}
      </div>
    </>
  );
}

/** Focus goes into the field and back to where it was; whoever focuses something else has left. */
function useFocusWithin(box: { readonly current: HTMLDivElement | null }, onLeave: () => void): void {
  const leave = useRef(onLeave);
  useEffect(() => {
    leave.current = onLeave;
  });
  useEffect(() => {
    const before = document.activeElement;
    box.current?.querySelector("input")?.focus();
    const onFocusIn = (event: FocusEvent) => {
      if (event.target instanceof Node && box.current?.contains(event.target) === false) leave.current();
    };
    const onPointerDown = (event: PointerEvent) => {
      if (event.target instanceof Node && box.current?.contains(event.target) === false) leave.current();
    };
    document.addEventListener("focusin", onFocusIn);
    document.addEventListener("pointerdown", onPointerDown);
    return () => {
      document.removeEventListener("focusin", onFocusIn);
      document.removeEventListener("pointerdown", onPointerDown);
      // Unless the chosen action has put the focus somewhere already.
      if (document.activeElement === document.body && before instanceof HTMLElement && before.isConnected)
        before.focus();
    };
  }, [box]);
}
