const storageKey = 'custos.console.keys';

/** Whether single keys do something in this browser: nothing personal. */
export function keysAreOn(): boolean {
  try {
    return localStorage.getItem(storageKey) !== 'off';
  } catch {
    return true;
  }
}

export function rememberKeys(isOn: boolean): void {
  try {
    localStorage.setItem(storageKey, isOn ? 'on' : 'off');
  } catch {
    // Storage is switched off: the choice ends with the page.
  }
}
