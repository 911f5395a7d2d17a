import { useEffect, useRef, useState } from "react";
import type { Key } from "react-aria-components/Select";
import { Button as AriaButton } from "react-aria-components/Button";
import { Label } from "react-aria-components/Label";
import { ListBox, ListBoxItem } from "react-aria-components/ListBox";
import { Popover } from "react-aria-components/Popover";
import { Select as AriaSelect, SelectValue } from "react-aria-components/Select";
import { Text } from "react-aria-components/Text";
import { classNames } from "./class-names.ts";
import field from "./field.module.css";
import { useHangOn } from "./hang-on.ts";
import { Icon } from "./icon.tsx";
import { popupRoom } from "./popup-room.ts";
import popup from "./popup.module.css";

export interface SelectOption<V extends string> {
  readonly value: V;
  readonly label: string;
}

interface SelectProps<V extends string> {
  readonly label: string;
  readonly labelHidden?: boolean;
  readonly description?: string;
  readonly options: readonly SelectOption<V>[];
  readonly value: V | null;
  readonly onChange: (value: V) => void;
  readonly placeholder?: string;
  readonly isDisabled?: boolean;
  readonly "data-testid"?: string;
}

/** One of a few. Its list never covers or blocks the call controls. */
export function Select<V extends string>(props: SelectProps<V>) {
  const { label, labelHidden, description, options, value, onChange, placeholder, isDisabled, ...rest } = props;
  const [isOpen, setIsOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const hanging = useHangOn({ triggerRef: button, isOpen, close: () => setIsOpen(false) });
  useEffect(() => {
    if (!isOpen) return undefined;
    // As a browser's own list does: its field may be out of sight at the new size, and the list would hang below the window.
    const close = (): void => setIsOpen(false);
    window.addEventListener("resize", close);
    return () => window.removeEventListener("resize", close);
  }, [isOpen]);
  const chosen = (key: Key | null) => {
    const option = options.find((each) => each.value === key);
    // React Aria tells of what was chosen before, too: whoever picks it again changes nothing.
    if (option !== undefined && option.value !== value) onChange(option.value);
  };
  return (
    <AriaSelect
      className={field.field}
      value={value}
      onChange={chosen}
      isOpen={isOpen}
      onOpenChange={(next) => (next ? setIsOpen(true) : hanging.close())}
      isDisabled={isDisabled === true}
      {...(placeholder === undefined ? {} : { placeholder })}
    >
      <Label className={classNames(field.label, labelHidden && "visually-hidden")}>{label}</Label>
      <AriaButton ref={button} className={classNames(field.frame, field.select)} {...rest}>
        <SelectValue className={field.value} />
        <Icon name="chevron-down" size={14} />
      </AriaButton>
      {description === undefined ? null : (
        <Text slot="description" className={field.description}>
          {description}
        </Text>
      )}
      <Popover className={popup.popover} isNonModal containerPadding={4} offset={hanging.offset} {...popupRoom()}>
        <ListBox className={popup.list}>
          {options.map((option) => (
            <ListBoxItem key={option.value} id={option.value} textValue={option.label} className={popup.item}>
              {({ isSelected }) => (
                <>
                  <span className={popup.text}>{option.label}</span>
                  <span className={popup.tick}>{isSelected ? <Icon name="check" size={14} /> : null}</span>
                </>
              )}
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}
