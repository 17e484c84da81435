/** An address as a picture that a phone's camera reads. Always dark on white: that is what cameras expect. */
import { useMemo } from 'react';
import { encode } from 'uqr';
import { useWords } from '../../i18n/words.ts';
import { sharingWords } from './words.ts';

// biome-ignore lint/style/noDefaultExport: React.lazy wants one
export default function QrCode({ text }: { text: string }) {
  const w = useWords(sharingWords);
  const { size, path } = useMemo(() => {
    const code = encode(text, { ecc: 'M', border: 3 });
    const dots = code.data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])));
    return { size: code.size, path: dots.join('') };
  }, [text]);
  return (
    <svg
      className="qr-code"
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={w('qrOf')}
      shapeRendering="crispEdges"
    >
      <path className="qr-ground" d={`M0 0h${size}v${size}H0z`} />
      <path className="qr-dots" d={path} />
    </svg>
  );
}
