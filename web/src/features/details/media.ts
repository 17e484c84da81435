/** Facts that the server has read out of pictures, music and films (metadata `exif:`, `music:`, `stream:`). */
import type { FileResponse } from '@canopy/contract';
import type { Words } from '../../i18n/words.ts';
import type { DetailsKey } from './words.ts';

type Fact = readonly [label: string, value: string | undefined];

const joined = (parts: readonly (string | undefined)[], by: string): string | undefined =>
  parts.filter(Boolean).join(by) || undefined;

/** `1/250 s`, from a fraction or from decimal seconds. */
function exposure(text: string | undefined): string | undefined {
  if (!text) return undefined;
  const seconds = Number(text);
  if (text.includes('/') || !(seconds > 0)) return `${text}\u00a0s`;
  return seconds < 0.4 ? `1/${Math.round(1 / seconds)}\u00a0s` : `${Number(seconds.toFixed(1))}\u00a0s`;
}

/** `3:07`, `1:02:09` from seconds. */
export function duration(text: string | undefined): string | undefined {
  const seconds = Math.round(Number(text));
  if (!(seconds > 0)) return undefined;
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const [first = 0, ...rest] = parts[0] === 0 ? parts.slice(1) : parts;
  return [first, ...rest.map((part) => String(part).padStart(2, '0'))].join(':');
}

/** A maker is often part of the model's name already. */
function device(make: string | undefined, model: string | undefined): string | undefined {
  const brand = make?.trim().split(/\s/)[0];
  return brand && !model?.toLowerCase().startsWith(brand.toLowerCase()) ? joined([brand, model], ' ') : model;
}

/** What is known of the medium itself, in the order in which people ask. */
export function mediaFacts(file: Pick<FileResponse, 'metadata'>, w: Words<DetailsKey>): readonly Fact[] {
  const of = (key: string): string | undefined => file.metadata?.[key] || undefined;
  const { t } = w;
  const taken = of('exif:taken_at');
  const [width, height] = [of('exif:x'), of('exif:y')];
  const focal = of('exif:focal_length');
  const aperture = Number(of('exif:f') ?? of('exif:aperture'));
  const iso = of('exif:iso');
  return [
    [w('fTaken'), taken && t.moment(taken)],
    [w('fPixels'), width && height && `${width} × ${height}`],
    [
      w('fCamera'),
      joined(
        [device(of('exif:camera_make'), of('exif:camera_model')), focal && `${Math.round(Number(focal))}\u00a0mm`],
        ', ',
      ),
    ],
    [w('fLens'), device(of('exif:lens_make'), of('exif:lens_model'))],
    [
      w('fExposure'),
      joined(
        [
          exposure(of('exif:exposure_time')),
          aperture > 0 ? `f/${Number(aperture.toFixed(1))}` : undefined,
          iso && `ISO\u00a0${iso}`,
        ],
        ' · ',
      ),
    ],
    [w('fTitle'), of('music:title') ?? of('stream:title')],
    [w('fArtist'), of('music:artist') ?? of('exif:artist')],
    [w('fAlbum'), of('music:album')],
    [w('fLength'), duration(of('stream:duration'))],
    [
      w('fTakenAt'),
      joined(
        ['street', 'locality', 'place', 'region', 'country'].map((part) => of(`geocoding:${part}`)),
        ', ',
      ),
    ],
  ];
}
