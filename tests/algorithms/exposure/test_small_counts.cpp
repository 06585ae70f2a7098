#include "algorithms/exposure/small_counts.hpp"

#include <algorithm>
#include <functional>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "src/core/error.hpp"
#include "tests/catch.hpp"

using namespace tasi;

namespace {

std::string shown(long long people, Disclosure disclosure)
{
    return disclosure == Disclosure::shown ? std::to_string(people) : disclosure == Disclosure::below ? "<10" : "withheld";
}

/// Places of one whole with one category each.
CountTree flat(const std::vector<long long>& counts)
{
    CountTree tree(std::vector<std::size_t>(counts.size() + 1, 0), 1);
    for (std::size_t i = 0; i < counts.size(); ++i) tree.add(i + 1, 0, counts[i]);
    return tree;
}

std::vector<std::string> published(const CountTree& tree, long long threshold = 10)
{
    const ProtectedCounts p = protect_small_counts(tree, threshold);
    std::vector<std::string> texts;
    for (std::size_t place = 1; place < tree.places(); ++place) texts.push_back(shown(tree.total(place), p.total[place]));
    return texts;
}

/// Someone with all published tables and the rule: tries every table that agrees with them. Shares no code with the method.
class Attacker {
public:
    Attacker(const CountTree& tree, const ProtectedCounts& published, long long threshold)
        : tree_(tree), published_(published), threshold_(threshold)
    {
        for (std::size_t place = 0; place < tree.places(); ++place)
            if (!tree.has_children(place))
                for (std::size_t c = 0; c < tree.categories(); ++c) cells_.emplace_back(place, c);
        guess(0, CountTree(parents(), tree.categories()));
    }
    long tables() const { return tables_; }
    /// Values that a sum or count takes in the tables that agree.
    std::size_t values_of(std::size_t place, std::size_t category) const { return seen_.at(place).at(category).size(); }
    std::size_t values_of_total(std::size_t place) const { return seen_.at(place).back().size(); }

private:
    std::vector<std::size_t> parents() const
    {
        std::vector<std::size_t> result;
        for (std::size_t place = 0; place < tree_.places(); ++place) result.push_back(tree_.parent(place));
        return result;
    }
    bool agrees(long long people, long long truth, Disclosure disclosure) const
    {
        if (disclosure == Disclosure::shown) return people == truth;
        if (disclosure == Disclosure::below) return people >= 1 && people < threshold_;
        return truth < threshold_ ? people >= 1 : people >= threshold_;  // a careful reader knows when a withheld count is not small
    }
    void guess(std::size_t i, CountTree table)
    {
        if (i == cells_.size()) return judge(table);
        const auto [place, c] = cells_[i];
        const long long truth = tree_.count(place, c);
        for (long long people = std::max(0LL, truth - farthest); people <= truth + farthest; ++people) {
            if (!agrees(people, truth, published_.category[place][c])) continue;
            CountTree next = table;
            next.add(place, c, people);
            guess(i + 1, next);
        }
    }
    void judge(const CountTree& table)
    {
        for (std::size_t place = 0; place < table.places(); ++place) {
            if (!agrees(table.total(place), tree_.total(place), published_.total[place])) return;
            for (std::size_t c = 0; c < table.categories(); ++c)
                if (!agrees(table.count(place, c), tree_.count(place, c), published_.category[place][c])) return;
        }
        ++tables_;
        seen_.resize(table.places(), std::vector<std::set<long long>>(table.categories() + 1));
        for (std::size_t place = 0; place < table.places(); ++place) {
            for (std::size_t c = 0; c < table.categories(); ++c) seen_[place][c].insert(table.count(place, c));
            seen_[place].back().insert(table.total(place));
        }
    }

    const CountTree& tree_;
    const ProtectedCounts& published_;
    static constexpr long long farthest = 2;  // from the truth: what lies farther would only leave more open
    long long threshold_;
    std::vector<std::pair<std::size_t, std::size_t>> cells_;
    std::vector<std::vector<std::set<long long>>> seen_;
    long tables_ = 0;
};

long recovered(const CountTree& tree, const ProtectedCounts& p, const Attacker& attacker)
{
    long found = 0;
    for (std::size_t place = 0; place < tree.places(); ++place) {
        found += p.total[place] != Disclosure::shown && attacker.values_of_total(place) < 2;
        for (std::size_t c = 0; c < tree.categories(); ++c)
            found += p.category[place][c] != Disclosure::shown && attacker.values_of(place, c) < 2;
    }
    return found;
}

/// Small tables, so that all that could agree can be tried: two parents with two places each, or one with three, and two categories.
CountTree random_table(std::mt19937& random, long long most)
{
    static const std::vector<std::vector<std::size_t>> shapes{
        {0, 0, 0, 1, 1, 2}, {0, 0, 0}, {0, 0, 0, 0}, {0, 0, 1, 1, 0}, {0, 0, 0, 1, 2}};
    const auto& parents = shapes[random() % shapes.size()];
    CountTree tree(parents, parents.size() < 5 ? 2 : 1 + random() % 2);
    for (std::size_t place = 1; place < tree.places(); ++place)
        for (std::size_t c = 0; c < tree.categories() && !tree.has_children(place); ++c)
            tree.add(place, c, static_cast<long long>(random() % 3 == 0 ? 0 : random() % static_cast<unsigned>(most)));
    return tree;
}

}  // namespace

TEST_CASE("small counts become <10, zeros and large counts stay", "[mobility]")
{
    CHECK(published(flat({3, 0, 12, 7, 250})) == std::vector<std::string>{"<10", "0", "12", "<10", "250"});
    CHECK(published(flat({0, 0, 10})) == std::vector<std::string>{"0", "0", "10"});
}

TEST_CASE("a count that is small alone takes another with it, the smallest that serves", "[mobility]")
{
    CHECK(published(flat({3, 40, 250})) == std::vector<std::string>{"<10", "withheld", "250"});
    CHECK(published(flat({1, 1, 250, 900})) == std::vector<std::string>{"<10", "<10", "withheld", "900"});  // 2 in all would be 1 and 1
    CHECK(published(flat({9, 9, 250, 900})) == std::vector<std::string>{"<10", "<10", "withheld", "900"});  // 18 in all would be 9 and 9
}

TEST_CASE("a label that would betray its count is dropped", "[mobility]")
{
    const CountTree tree = flat({9, 1});  // at least 10 in all, each below 10
    const ProtectedCounts p = protect_small_counts(tree, 10);
    const Attacker attacker(tree, p, 10);
    CHECK(attacker.values_of_total(1) >= 2);
    CHECK(attacker.values_of_total(2) >= 2);
}

TEST_CASE("a place alone in its parent is not betrayed by the table of the parents", "[mobility]")
{
    CountTree tree({0, 0, 0, 1, 2, 2}, 1);
    tree.add(3, 0, 4);
    tree.add(4, 0, 100);
    tree.add(5, 0, 60);
    const ProtectedCounts p = protect_small_counts(tree, 10);
    CHECK(p.total[3] == Disclosure::below);
    CHECK(p.total[1] == Disclosure::below);
    CHECK(p.total[2] == Disclosure::withheld);                                            // else the whole less it is 4
    CHECK((p.total[4] == Disclosure::withheld) != (p.total[5] == Disclosure::withheld));  // else their sum is it
    CHECK(p.total[0] == Disclosure::shown);
}

TEST_CASE("whoever has every published table cannot work out a hidden count", "[mobility]")
{
    std::mt19937 random(14);
    long hidden = 0, narrow = 0, small = 0;
    for (int i = 0; i < 300; ++i) {
        const long long threshold = 3 + static_cast<long long>(random() % 3);
        const CountTree tree = random_table(random, 9);
        const ProtectedCounts p = protect_small_counts(tree, threshold);
        const Attacker attacker(tree, p, threshold);
        REQUIRE(attacker.tables() > 0);  // the truth is among them
        CAPTURE(i, threshold, tree.places(), tree.categories());
        CHECK(recovered(tree, p, attacker) == 0);
        for (std::size_t place = 0; place < tree.places(); ++place) {
            const bool is_small = tree.total(place) > 0 && tree.total(place) < threshold;
            CHECK((p.total[place] == Disclosure::shown ? !is_small : tree.total(place) > 0));
            hidden += p.total[place] != Disclosure::shown;
            small += is_small;
            narrow += is_small && attacker.values_of_total(place) < static_cast<std::size_t>(std::max(2LL, threshold / 2));
        }
    }
    INFO(hidden << " totals hidden, " << small << " small, " << narrow << " of these narrowed");
    CHECK(small > 100);
    CHECK(narrow == 0);
}

TEST_CASE("a threshold that hides nothing is refused", "[mobility]") { CHECK_THROWS_AS(protect_small_counts(flat({1, 5}), 2), UsageError); }
