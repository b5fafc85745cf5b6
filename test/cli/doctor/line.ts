import { expect } from 'vitest';

/** A line of the doctor's as an asymmetric matcher: `…` stands for any text, and nothing else is special. */
export const line = (text: string): unknown =>
  expect.stringMatching(
    new RegExp(
      `^${text
        .split('…')
        .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
        .join('.*')}$`,
    ),
  );
