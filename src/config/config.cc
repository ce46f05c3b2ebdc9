#include "config/config.h"

namespace twotower {

template Value to_value(const Config& field);
template Value to_value(const DataOptions& field);
template Value to_value(const SplitOptions& field);
template Value to_value(const FeaturesOptions& field);
template OptionNode option_tree(const Config& defaults);
template Result<Config> read_options(const Value& value, std::string_view source);

}  // namespace twotower
