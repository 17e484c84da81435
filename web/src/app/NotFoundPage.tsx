import { Button } from '../components/Button.tsx';
import { Empty } from '../components/Empty.tsx';
import { useT } from '../i18n/index.tsx';
import { navigate } from '../router/index.ts';

// biome-ignore lint/style/noDefaultExport: React.lazy wants one
export default function NotFoundPage() {
  const t = useT();
  return (
    <main className="stage whole" id="files">
      <Empty
        drawing="search"
        isPage
        title={t('notFoundTitle')}
        actions={
          <Button look="edge" icon="files" onClick={() => navigate('/files')}>
            {t('toFiles')}
          </Button>
        }
      >
        {t('notFoundText')}
      </Empty>
    </main>
  );
}
