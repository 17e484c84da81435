import { Component, type ReactNode } from 'react';
import { Button } from '../components/Button.tsx';
import { Empty } from '../components/Empty.tsx';
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

function Broken() {
  const t = useT();
  return (
    <main className="whole-page">
      <Empty
        drawing="gone"
        title={t('crashTitle')}
        actions={
          <Button look="edge" icon="retry" onClick={() => window.location.reload()}>
            {t('reload')}
          </Button>
        }
      >
        {t('crashText')}
      </Empty>
    </main>
  );
}
