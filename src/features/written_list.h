#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace twotower {

// The elements of a list that was written as a text: as JSON (["a", "b"]), Python (['a', 'b'],
// ('a', 'b'), {'a', 'b'}) and NumPy (['a' 'b'], [0.1 0.2]) print it, or bare ([a, b]). Of objects
// the value of `name`: [{'id': 10, 'name': 'tea'}]. None, null and NaN are no elements. Nothing
// where the text is no such list, as [a] | [b]; in ( ) and { } the elements are quoted or numbers.
std::optional<std::vector<std::string>> read_written_list(std::string_view text);

}  // namespace twotower
