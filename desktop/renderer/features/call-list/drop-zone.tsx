import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "../../i18n/use-format.ts";
import { classNames } from "../../ui/class-names.ts";
import { Icon } from "../../ui/icon.tsx";
import styles from "./drop-zone.module.css";

interface DropZoneProps {
  readonly file: File | null;
  readonly onFile: (file: File) => void;
}

/** Drop a file or press to choose one: the whole field is a real file input, which browsers let files be dropped on. */
export function DropZone({ file, onFile }: DropZoneProps) {
  const { t } = useTranslation("call-list");
  const format = useFormat();
  const [isOver, setOver] = useState(false);
  return (
    <label className={classNames(styles.zone, isOver && styles.over)} data-testid="drop-zone">
      <input
        type="file"
        className={styles.input}
        accept=".csv,.txt,text/csv,text/plain"
        onChange={(event) => {
          setOver(false);
          const first = event.target.files?.[0];
          if (first !== undefined) onFile(first);
        }}
        onDragEnter={() => setOver(true)}
        onDragLeave={() => setOver(false)}
        data-testid="csv-file"
      />
      <Icon name={file === null ? "upload" : "note"} size={28} />
      <span className={styles.title}>{file === null ? t("import.drop") : file.name}</span>
      <span className={styles.hint}>
        {file === null
          ? t("import.drop-hint")
          : t("import.size", { kilobytes: format.number(Math.max(1, Math.round(file.size / 1_024))) })}
      </span>
    </label>
  );
}
