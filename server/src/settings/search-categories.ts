/** Endings of the names in each category of the explorer. */
const endings = {
  image: [
    'bmp iff png gif jpg jpeg psd svg webp heif heic tiff avif',
    '3fr ari arw bay braw crw cr2 cr3 cap dcs dcr dng drf eip erf fff gpr iiq k25 kdc mdc mef mos mrw nef nrw',
    'obm orf pef ptx pxn r3d raf raw rwl rw2 rwz sr2 srf srw tif x3f',
  ].join(' '),
  video: 'mp4 m3u8 flv avi wmv mkv rm rmvb mov ogv',
  audio: 'mp3 flac ape wav acc ogg m4a',
  document: 'pdf doc docx ppt pptx xls xlsx csv txt md pub',
} as const;

/** The search behind a category when nobody chose another: the query of a file URI. */
export function defaultCategoryQuery(category: keyof typeof endings): string {
  const names = endings[category].split(' ').map((ending) => `name=*.${ending}`);
  return ['type=file', 'case_folding', 'use_or', ...names].join('&');
}

/** Documents, texts and the sources of programs whose contents can be searched. */
export const defaultTextExtensions = [
  'pdf,docx,xlsx,pptx,odt,ods,odp,rtf,epub,html,htm,txt,md,csv',
  'log,json,xml,yaml,yml,toml,ini,tex,srt,vtt,js,ts,jsx,tsx,mjs,css,vue,py,java,c,h,cpp,hpp,cs,go,rs,rb,php,sh,sql,swift,kt',
].join(',');
