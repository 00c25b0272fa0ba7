using System.Globalization;
using System.Resources;

namespace FamilyPortal.Portal.Words;

/// <summary>What people read on the pages of one folder, from the .resx beside them.</summary>
internal sealed class Texts(string name)
{
    private readonly ResourceManager _resources = new(name, typeof(Texts).Assembly);

    /// <exception cref="InvalidOperationException">No such entry: a fault of the page.</exception>
    public string this[string key] => Find(key) ?? throw new InvalidOperationException($"{name}.resx has no entry '{key}'.");

    public string this[string key, params object[] values] => string.Format(CultureInfo.CurrentCulture, this[key], values);

    public string? Find(string key) => _resources.GetString(key, CultureInfo.CurrentUICulture);
}
