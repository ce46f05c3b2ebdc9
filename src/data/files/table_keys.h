#pragma once

#include <string>
#include <string_view>

namespace twotower {

// Messages call a table by its key ("data.items") or by the flag that a command has for it
// ("--users").

// Where its file is named: "data.items.path", "--users".
std::string path_key(std::string_view table);

// Below which --set says how it is read: "data.items"; of a flag, the table that it stands for.
std::string settings_key(std::string_view table);

}  // namespace twotower
