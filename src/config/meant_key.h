#pragma once

#include <string>
#include <string_view>

namespace twotower {

// The key of a config that other programs call so: train.optimizer.learning_rate of lr,
// train.epochs of epochs, --num-epochs or train.epoch. By what is common in the field, else the
// shortest of the keys with this last part, by folded_name(). Empty:
// there is none.
std::string meant_key(std::string_view name);

// A text as --set takes it, for people to type: "--set train.epochs=5".
std::string set_flag(std::string_view key, std::string_view value);

}  // namespace twotower
