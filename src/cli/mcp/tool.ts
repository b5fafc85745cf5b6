import type { z } from 'zod';
import type { Desk } from '../../desk/desk.ts';

/** One tool: what it is called, what it takes, and what it does with the desk. */
export type Tool = {
  readonly name: string;
  readonly description: string;
  readonly input: z.ZodRawShape;
  /** `input` has been checked. Throws CommandError with a sentence for an expected no. */
  readonly work: (desk: Desk, input: unknown) => Promise<unknown>;
};

/** A tool whose work has the types of its input. */
export const tool = <Shape extends z.ZodRawShape>(row: {
  readonly name: string;
  readonly description: string;
  readonly input: Shape;
  readonly work: (desk: Desk, input: z.output<z.ZodObject<Shape>>) => Promise<unknown>;
}): Tool => ({ ...row, work: (desk, input) => row.work(desk, input as z.output<z.ZodObject<Shape>>) });
