import { useEffect, useState } from 'react';

/** Whether this PC can call numbers aloud, as far as it has said. `blocked`: it wants somebody to touch the window. */
export type VoiceState = 'looking' | 'ready' | 'none' | 'blocked';

/** Voices come late, or never: after this long there is none. */
const LOOK_MS = 4000;

const chineseVoice = (): SpeechSynthesisVoice | undefined => {
  const voices = window.speechSynthesis?.getVoices() ?? [];
  const chinese = voices.filter(({ lang }) => /^(zh[-_](CN|Hans)|cmn)/i.test(lang));
  // A voice of this PC first: one over the network is silent where there is none.
  return chinese.find(({ localService }) => localService) ?? chinese[0];
};

/** The Chinese voice of this PC and how to use it. */
export function useVoice(): { state: VoiceState; say: (words: string) => void; unblock: () => void } {
  const [state, setState] = useState<VoiceState>('looking');
  useEffect(() => {
    const speech = window.speechSynthesis;
    const look = () => {
      if (chineseVoice()) setState((before) => (before === 'blocked' ? before : 'ready'));
    };
    look();
    speech?.addEventListener('voiceschanged', look);
    const timer = setTimeout(() => setState((before) => (before === 'looking' ? 'none' : before)), LOOK_MS);
    return () => {
      clearTimeout(timer);
      speech?.removeEventListener('voiceschanged', look);
    };
  }, []);
  const say = (words: string) => {
    const voice = chineseVoice();
    if (!voice) return;
    const utterance = new SpeechSynthesisUtterance(words);
    utterance.voice = voice;
    utterance.lang = voice.lang;
    utterance.rate = 0.85;
    utterance.onerror = ({ error }) => {
      if (error === 'not-allowed') setState('blocked');
    };
    window.speechSynthesis.speak(utterance);
  };
  const unblock = () => {
    setState('ready');
    say('声音已打开');
  };
  return { state, say, unblock };
}
