import { useEffect, useRef } from 'react';
import { hasTouch, usePhone } from '../device/index.ts';

/** The handle of a bottom sheet, as its first child: on the phone a finger drags the sheet away. */
export function SheetGrab({ onClose }: { onClose: () => void }) {
  const handle = useRef<HTMLSpanElement>(null);
  const close = useRef(onClose);
  const phone = usePhone();
  useEffect(() => {
    close.current = onClose;
  });
  useEffect(() => {
    const sheet = handle.current?.parentElement;
    if (!hasTouch || !phone || !sheet) return;
    let stop: (() => void) | undefined;
    let isGone = false;
    const watch = async () => {
      const { watchSheet } = await import('../device/hand/sheet.ts');
      if (!isGone) stop = watchSheet(sheet, () => close.current());
    };
    /* Without it the sheet closes as everywhere. */
    watch().catch(() => undefined);
    return () => {
      isGone = true;
      stop?.();
    };
  }, [phone]);
  return <span ref={handle} className="grab" />;
}
