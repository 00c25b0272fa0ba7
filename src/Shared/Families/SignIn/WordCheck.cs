namespace FamilyPortal.Shared.Families.SignIn;

/// <summary>How a told word is checked, whoever's it is: each try is counted before the word is looked at.</summary>
internal static class WordCheck
{
    /// <param name="count">Counts a try in one statement, so that guesses in parallel cannot share one. True where there was one left.</param>
    /// <param name="read">The word's hash, null where there is none, and the tries by now.</param>
    /// <param name="forget">Forgets the tries of the word with this hash.</param>
    public static async Task<ToldWord> TryAsync(Func<Task<bool>> count, Func<Task<(string? Hash, int Tries)>> read, Func<string, Task> forget, string word, Guid membershipKey = default)
    {
        var counted = await count();
        var (hash, tries) = await read();
        var isRight = SignInDirectory.Verify(counted ? hash : null, word);
        // Where there is no word: as for somebody whom nobody knows.
        if (hash is null) return new(WordOutcome.Wrong, TriesLeft: SignInDirectory.WordTries);
        var left = counted ? Math.Max(0, SignInDirectory.WordTries - tries) : 0;
        if (!isRight) return new(left == 0 ? WordOutcome.Locked : WordOutcome.Wrong, TriesLeft: left);
        await forget(hash);
        return new(WordOutcome.Right, membershipKey, MembershipClaims.ProofOf(hash));
    }
}
