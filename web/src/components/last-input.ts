/** Whether the person's last act was a key or the pointer. What opens by key shows where the focus is. */
let last: 'key' | 'pointer' = 'pointer';

document.addEventListener('keydown', () => (last = 'key'), { capture: true });
document.addEventListener('pointerdown', () => (last = 'pointer'), { capture: true });

export function lastInput(): 'key' | 'pointer' {
  return last;
}
