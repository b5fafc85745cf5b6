import type { z } from 'zod';
import type { Desk } from '../../desk/desk.ts';
import { storableText } from '../../store/storable-text.ts';

/** One tool: what it is called, what it takes, and what it does with the desk. */
export type Tool = {
  readonly name: string;
  readonly description: string;
  readonly input: z.ZodRawShape;
  /** `input` has been checked. Throws CommandError with a sentence for an expected no. */
  readonly work: (desk: Desk, input: unknown) => Promise<unknown>;
};

/** A tool whose work has the types of its input, and texts in it that can be asked for and kept. */
export const tool = <Shape extends z.ZodRawShape>(row: {
  readonly name: string;
  readonly description: string;
  readonly input: Shape;
  readonly work: (desk: Desk, input: z.output<z.ZodObject<Shape>>) => Promise<unknown>;
}): Tool => ({
  ...row,
  work: (desk, input) => row.work(desk, withStorableTexts(input as z.output<z.ZodObject<Shape>>)),
});

/** JSON may hold what the database cannot. */
const withStorableTexts = <Input extends object>(input: Input): Input =>
  Object.fromEntries(
    Object.entries(input).map(([name, value]) => [name, typeof value === 'string' ? storableText(value) : value]),
  ) as Input;
