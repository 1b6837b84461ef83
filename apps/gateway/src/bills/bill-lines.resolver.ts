/** Lines of a bill: explained in the language that is asked for. */

import { type Language, sayStored } from '@wattline/billing'
import { Arg, FieldResolver, Resolver, Root } from 'type-graphql'

import { ExplanationType, LanguageEnum } from './explanation.type.js'
import { BillLineType } from './line.type.js'

@Resolver(() => BillLineType)
export class BillLineResolver {
  @FieldResolver(() => ExplanationType, { description: 'Why the line stands on the bill.' })
  explanation(
    @Root() line: BillLineType,
    @Arg('language', () => LanguageEnum, {
      defaultValue: 'EN',
      description: 'The language of its sentences; names that plugins and operators give stay.',
    })
    language: Language,
  ): ExplanationType {
    return language === 'EN' ? line.explanation : sayStored(line.explanation, language)
  }
}
