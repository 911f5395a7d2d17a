/** As a person knows it: Chromium adds the USB vendor and product, "Jabra Evolve2 65 (0b0e:0a67)". */
export function deviceName(label: string): string {
  return label.replace(/ \([0-9a-f]{4}:[0-9a-f]{4}\)$/iu, "");
}
