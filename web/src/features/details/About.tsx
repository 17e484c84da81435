/** The first side of the details: who may see it, its tags and looks, its properties, its facts. */
import { isFolder, uriOf } from '../../files/index.ts';
import AccessSection from '../sharing/AccessSection.tsx';
import { TagLine } from '../tags/TagLine.tsx';
import { Facts } from './Facts.tsx';
import { Looks } from './Looks.tsx';
import { Properties } from './Properties.tsx';
import { isMine, type PartProps } from './parts.ts';

export function About({ file, info }: PartProps) {
  const changes = isMine(file) && !uriOf(file).isRoot;
  return (
    <>
      {changes && <AccessSection file={file} />}
      {changes && <TagLine files={[file]} />}
      <Facts file={file} info={info} />
      {changes && <Properties file={file} />}
      {changes && <Looks file={file} isFolder={isFolder(file)} />}
    </>
  );
}
