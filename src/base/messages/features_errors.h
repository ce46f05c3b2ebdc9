#pragma once

#include "base/messages/message.h"

// Errors of columns, conditions and features: see Error.
namespace twotower {

// Conditions: what value_error() says of a value.
using ConditionForm = MessageOf<"config.wrong_type.condition", Name<"example">>;
using ConditionListForm = MessageOf<"config.wrong_type.conditions">;
using FieldTestsForm = MessageOf<"config.wrong_type.field_tests", Name<"example">>;
using TestValueForm = MessageOf<"config.wrong_type.test_value">;
using TestListForm = MessageOf<"config.wrong_type.test_list">;
using TestListValueForm = MessageOf<"config.wrong_type.test_list_value">;
using CategoryPathForm = MessageOf<"config.wrong_type.category_path">;
using BoundForm = MessageOf<"config.wrong_type.bound">;
using ExistsForm = MessageOf<"config.wrong_type.exists">;
using WithinForm = MessageOf<"config.wrong_type.within", Name<"example">>;
using ConditionKeyDuplicate = MessageOf<"config.duplicate_key.condition">;
using ConditionTooDeep = MessageOf<"config.out_of_range.condition_depth", Count<"max">>;
using CircleNumberTooLarge = MessageOf<"config.out_of_range.circle", Number<"max">>;
using CircleRadiusTooSmall = MessageOf<"config.out_of_range.circle_radius">;
using FieldHoldsLists = MessageOf<"config.wrong_type.field_of_lists", Name<"field">>;
using FieldHoldsTexts = MessageOf<"config.wrong_type.field_of_texts", Name<"field">>;
using FieldHoldsIntegers = MessageOf<"config.wrong_type.field_of_integers", Name<"field">>;
using FieldHoldsNumbers = MessageOf<"config.wrong_type.field_of_numbers", Name<"field">>;

// Columns in files: what ColumnDamaged says of one.
using StoredOffsetsWrong = MessageOf<"bundle.corrupt.column_offsets", Name<"tensor">, Count<"end">>;
using StoredBagEmpty = MessageOf<"bundle.corrupt.column_empty_bag">;
using StoredMissingWrong = MessageOf<"bundle.corrupt.column_missing">;
using StoredIndexMissing = MessageOf<"bundle.corrupt.column_no_index">;
using StoredIndexWrong = MessageOf<"bundle.corrupt.column_index">;
using StoredRowsWrong = MessageOf<"bundle.corrupt.column_rows", Count<"rows">, Count<"expected">>;
using StoredTableRowUnknown = MessageOf<"bundle.corrupt.column_table_row", Count<"rows">>;
using StoredOrderOfUnknown = MessageOf<"bundle.corrupt.column_order">;
using StoredOrderOfUnknownRows = MessageOf<"bundle.corrupt.column_order_rows">;

// What features learned: what FeatureStateUnreadable says of it.
using FeatureStatesMiscounted =
    MessageOf<"bundle.corrupt.feature_states", Count<"features">, Count<"states">>;
using FeatureVocabularyMissing = MessageOf<"bundle.corrupt.feature_vocabulary">;
using FeatureSeparatorOther = MessageOf<"bundle.corrupt.feature_separator">;
using FeatureStatisticsMissing = MessageOf<"bundle.corrupt.feature_statistics">;
using FeatureLengthMissing = MessageOf<"bundle.corrupt.feature_length", Count<"max">>;
using FeatureIcuMissing = MessageOf<"bundle.corrupt.feature_icu">;

// Columns and values that features read.
using FeatureColumnMissing =
    MessageOf<"data.missing_column.feature", Name<"feature">, Name<"column">>;
using FeatureValueMissing = MessageOf<"request.wrong_feature.missing", Name<"column">>;
using FeatureValueMissingInRow =
    MessageOf<"request.wrong_feature.missing_in_row", Name<"column">, Count<"row">>;
using CategoryIsList = MessageOf<"request.wrong_feature.category_list", Name<"feature">>;
using NumberIsList = MessageOf<"request.wrong_feature.number_list", Name<"feature">>;
using NumberIsText = MessageOf<"request.wrong_feature.number_text", Name<"feature">, Name<"value">>;
using NumberNotFinite = MessageOf<"request.wrong_feature.number_not_finite", Name<"feature">>;
using VectorIsText = MessageOf<"request.wrong_feature.vector_text", Name<"feature">, Name<"value">>;
using VectorNotFinite = MessageOf<"request.wrong_feature.vector_not_finite", Name<"feature">>;
using VectorLengthWrong = MessageOf<"request.wrong_feature.vector_length", Name<"feature">,
                                    Count<"length">, Count<"expected">>;
using VectorNumberTooLarge = MessageOf<"request.wrong_feature.vector_number", Name<"feature">,
                                       Number<"number">, Number<"max">>;
using VectorsAllMissing = MessageOf<"request.wrong_feature.no_vector", Name<"feature">>;
using IcuUnreadable = MessageOf<"file.unreadable.icu", Name<"reason">>;

using FeaturesErrors = MessageList<
    ConditionForm, ConditionListForm, FieldTestsForm, TestValueForm, TestListForm,
    TestListValueForm, CategoryPathForm, BoundForm, ExistsForm, WithinForm, ConditionKeyDuplicate,
    ConditionTooDeep, CircleNumberTooLarge, CircleRadiusTooSmall, FieldHoldsLists, FieldHoldsTexts,
    FieldHoldsIntegers, FieldHoldsNumbers, StoredOffsetsWrong, StoredBagEmpty, StoredMissingWrong,
    StoredIndexMissing, StoredIndexWrong, StoredRowsWrong, StoredTableRowUnknown,
    StoredOrderOfUnknown, StoredOrderOfUnknownRows, FeatureStatesMiscounted,
    FeatureVocabularyMissing, FeatureSeparatorOther, FeatureStatisticsMissing, FeatureLengthMissing,
    FeatureIcuMissing, FeatureColumnMissing, FeatureValueMissing, FeatureValueMissingInRow,
    CategoryIsList, NumberIsList, NumberIsText, NumberNotFinite, VectorIsText, VectorNotFinite,
    VectorLengthWrong, VectorNumberTooLarge, VectorsAllMissing, IcuUnreadable>;

}  // namespace twotower
