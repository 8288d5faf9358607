import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import ExifTransformer from 'exif-be-gone';

/** A picture without the place, time and device that cameras write into it. */
export function withoutPlaceAndDevice(picture: Buffer): Promise<Buffer> {
  return buffer(Readable.from([picture]).pipe(new ExifTransformer()));
}
