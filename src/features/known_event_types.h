#pragma once

#include <optional>
#include <string_view>

namespace twotower {

// Shown to a user, whether taken or not: `shown`, also called impression, exposure or 曝光.
bool is_impression(std::string_view type);

// The weight of a well-known name of a type, as logs have them: 1 for views and clicks, 3 for what
// goes into a cart or a list of favourites, 5 for what is bought, 0 for what is only shown; English
// or Chinese, in any case, with or without _ - and blanks.
std::optional<double> known_weight(std::string_view type);

// Says that a user does not want an item: dislike, thumbs_down, not_interested, 不喜欢 and the
// like. Their known weight is 0, as that of what was shown, which they are not.
bool is_dislike(std::string_view type);

}  // namespace twotower
