import { useEffect } from 'react';
import { useCommands } from '../../files/index.ts';
import { closePreview, type PreviewRequest } from './index.tsx';
import './preview.css';

/** Until the viewers are here, opening a file downloads it. */
// biome-ignore lint/style/noDefaultExport: React.lazy wants one
export default function PreviewOverlay({ request }: { request: PreviewRequest }) {
  const commands = useCommands();
  useEffect(() => {
    closePreview();
    void commands.download([request.file]);
  }, [commands, request]);
  return null;
}
