/** Text kept by the browser. A browser that refuses to keep anything costs comfort, not function. */
export interface PageStorage {
  read(name: string): string | null;
  write(name: string, value: string | null): void;
}

export function pageStorage(area: () => Storage): PageStorage {
  return {
    read(name) {
      try {
        return area().getItem(name);
      } catch {
        return null;
      }
    },
    write(name, value) {
      try {
        if (value === null) area().removeItem(name);
        else area().setItem(name, value);
      } catch {
        // Full or forbidden: the value lives as long as the page.
      }
    },
  };
}

/** What was kept under `name`, or `otherwise` when it is missing, broken or not of the kind expected. */
export function readJson<Value>(
  storage: PageStorage,
  name: string,
  isValue: (value: unknown) => value is Value,
  otherwise: Value,
): Value {
  try {
    const value: unknown = JSON.parse(storage.read(name) ?? "null");
    return isValue(value) ? value : otherwise;
  } catch {
    return otherwise;
  }
}
