#pragma once

#include "base/value.h"

namespace twotower {

// What serve's to_value() makes, as JSON Schema, of the answers of calls: with the `time` and
// `request_id` that each has. Other keys may come with later versions.
Value recommend_answer_schema();
Value recommend_batch_answer_schema();  // refers to Recommendations and Error
Value score_answer_schema();
Value why_answer_schema();
Value health_answer_schema();

Value events_answer_schema();
Value merge_answer_schema();
Value write_answer_schema();
Value write_item_answer_schema();
Value write_items_answer_schema();
Value known_item_answer_schema();
Value known_user_answer_schema();
Value erased_user_answer_schema();
Value rules_answer_schema();
Value generations_answer_schema();
Value activate_answer_schema();
Value backup_answer_schema();
Value recommendations_schema();  // one of a batch
Value error_schema();

}  // namespace twotower
