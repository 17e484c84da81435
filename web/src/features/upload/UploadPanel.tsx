import { useUploads } from './uploads.ts';
import './upload.css';

/** The ring in the bar: shown while something is on its way, opens the panel. */
export function UploadIndicator() {
  const requests = useUploads((state) => state.requests);
  return requests.length > 0 ? <span className="spin" /> : null;
}

/** The panel with the queue; once in the frame. */
export function UploadPanel() {
  return null;
}
