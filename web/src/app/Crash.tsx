import { Component, type ReactNode } from 'react';
import { Button } from '../components/Button.tsx';
import { useT } from '../i18n/index.tsx';

/** Catches what no code expected. The files are on the server: that is the first thing to say. */
export class Crash extends Component<{ children: ReactNode }, { broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError() {
    return { broken: true };
  }

  override render() {
    return this.state.broken ? <Broken /> : this.props.children;
  }
}

/* Plain, and from the first chunk: what broke may be the loading itself. */
function Broken() {
  const t = useT();
  return (
    <main className="whole-page">
      <div className="nothing">
        <h1 className="t-display">{t('crashTitle')}</h1>
        <p className="t-read">{t('crashText')}</p>
        <div className="acts-row">
          <Button look="edge" icon="retry" onClick={() => window.location.reload()}>
            {t('reload')}
          </Button>
        </div>
      </div>
    </main>
  );
}
