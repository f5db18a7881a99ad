import type { CatalogueCategory, CatalogueItem, OtherMatter } from '../../src/contract/catalogue'
import type { CatalogueCategoryFields, CatalogueItemFields, OtherMatterFields } from './model'

/** A stored item as the phone knows it. */
export function presentItem({ _id, ...fields }: CatalogueItemFields): CatalogueItem {
  return {
    ...fields,
    code: _id,
    timeLimitDays: fields.timeLimitDays ?? null,
    statutoryText: fields.statutoryText ?? null,
    feeYuan: fields.feeYuan ?? null,
    presenceNote: fields.presenceNote ?? '',
    // Written before there were such: none of them asked.
    idNumberNeeded: fields.idNumberNeeded ?? false,
    note: fields.note ?? null
  }
}

/** A stored category as the phone knows it. */
export function presentCategory({ _id, name }: CatalogueCategoryFields): CatalogueCategory {
  return { code: _id, name }
}

/** A matter for others, as the phone knows it. */
export function presentOtherMatter({ _id, name, office, phone, keywords }: OtherMatterFields): OtherMatter {
  return { code: _id, name, office, phone, keywords }
}
