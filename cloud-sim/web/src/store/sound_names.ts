// What the names of the sweep test's measurements say. Pure.

/// A third octave of a curve, or one number of one microphone.
export type SoundName =
  | { kind: "response"; microphone: number; hz: number }
  | { kind: "thd"; hz: number }
  | { kind: "microphone"; microphone: number; what: MicrophoneFigure };

export type MicrophoneFigure =
  "level" | "delay" | "quiet_level" | "hum_excess" | "dc";

const response = /^response_mic(\d+)_(\d+)hz$/;
const distortion = /^thd_(\d+)hz$/;
const ofMicrophone =
  /^(level|delay|quiet_level|hum_excess|dc)_mic(\d+)$/;

/// A count from 1, or a frequency; 0 for what cannot be either.
function whole(digits: string | undefined): number {
  const value = Number(digits);
  return Number.isSafeInteger(value) ? value : 0;
}

/// null for a name that is not part of a curve or of the microphones' table.
export function soundName(name: string): SoundName | null {
  const curve = response.exec(name);
  if (curve) {
    const microphone = whole(curve[1]);
    const hz = whole(curve[2]);
    return microphone && hz ? { kind: "response", microphone, hz } : null;
  }
  const hz = whole(distortion.exec(name)?.[1] ?? "0");
  if (hz) return { kind: "thd", hz };
  const figure = ofMicrophone.exec(name);
  const microphone = whole(figure?.[2] ?? "0");
  if (!figure || !microphone) return null;
  return { kind: "microphone", microphone,
    what: figure[1] as MicrophoneFigure };
}
