import { type FileViewer, GroupPermission } from '@canopy/contract';

type Viewer = FileViewer['viewers'][number];

const picture = (name: string) => `/static/img/viewers/${name}`;

/**
 * The applications that open files. Those that hand the file, or a link to it, to somebody else's server
 * are in the list but disabled: an administrator may switch them on, nobody is surprised by them.
 */
export const defaultViewers: FileViewer[] = [
  {
    viewers: [
      builtin('music', 'fileManager.musicPlayer', 'music.svg', 'mp3 ogg opus wav flac m4a aac'),
      builtin('epub', 'fileManager.epubViewer', 'epub.svg', 'epub'),
      builtin('pdf', 'fileManager.pdfViewer', 'pdf.svg', 'pdf'),
      builtin('video', 'Artplayer', 'video.svg', 'mp4 mkv webm avi mov m3u8 flv'),
      {
        ...builtin('markdown', 'fileManager.markdownEditor', 'markdown.svg', 'md'),
        templates: [{ ext: 'md', display_name: 'Markdown' }],
      },
      builtin('image', 'fileManager.imageViewer', 'image.svg', 'bmp png gif jpg jpeg svg webp avif heic heif'),
      {
        ...builtin(
          'monaco',
          'fileManager.monacoEditor',
          'monaco.svg',
          'md txt log json php py bat c h cpp hpp cs css dockerfile go html htm ini java js jsx ts tsx less lua rs sh sql toml xml yaml yml',
        ),
        templates: [{ ext: 'txt', display_name: 'fileManager.text' }],
      },
      {
        ...builtin('excalidraw', 'Excalidraw', 'excalidraw.svg', 'excalidraw'),
        templates: [{ ext: 'excalidraw', display_name: 'Excalidraw' }],
      },
      {
        ...builtin('archive', 'fileManager.archivePreview', 'archive.svg', 'zip 7z'),
        required_group_permission: [GroupPermission.ARCHIVE_TASK],
      },
      {
        ...builtin('drawio', 'draw.io', 'drawio.svg', 'drawio dwb'),
        disabled: true,
        props: { host: 'https://embed.diagrams.net' },
        templates: [
          { ext: 'drawio', display_name: 'fileManager.diagram' },
          { ext: 'dwb', display_name: 'fileManager.whiteboard' },
        ],
      },
      {
        ...builtin('photopea', 'Photopea', 'photopea.svg', 'psd ai xcf xd sketch svg pdf png jpg webp'),
        disabled: true,
      },
      {
        ...builtin(
          'googledocs',
          'fileManager.googledocs',
          'googledocs.svg',
          'doc docx xls xlsx ppt pptx pdf pages ai psd',
        ),
        type: 'custom',
        disabled: true,
        url: 'https://docs.google.com/gview?url={$src}&embedded=true',
        max_size: 25 * 1024 * 1024,
      },
      {
        ...builtin(
          'm365online',
          'fileManager.m365viewer',
          'm365.svg',
          'doc docx docm xls xlsx xlsb xlsm ppt pptx pptm',
        ),
        type: 'custom',
        disabled: true,
        url: 'https://view.officeapps.live.com/op/view.aspx?src={$src}',
        max_size: 10 * 1024 * 1024,
      },
    ],
  },
];

function builtin(id: string, label: string, icon: string, exts: string): Viewer {
  return { id, type: 'builtin', display_name: label, exts: exts.split(' '), icon: picture(icon) };
}
