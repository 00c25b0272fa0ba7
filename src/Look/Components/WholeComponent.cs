using Microsoft.AspNetCore.Components;

namespace FamilyPortal.Look.Components;

/// <summary>
/// A component that is rendered once, when what it waits for is there. Blazor's own base renders before that too, for pages
/// that fill up while somebody looks: ours are sent whole, and would fail on what is not there yet wherever the database
/// answers later (PostgreSQL) and not at once (SQLite).
/// </summary>
public abstract class WholeComponent : ComponentBase
{
    private bool _isInitialised;

    public sealed override async Task SetParametersAsync(ParameterView parameters)
    {
        parameters.SetParameterProperties(this);
        if (!_isInitialised)
        {
            _isInitialised = true;
            OnInitialized();
            await OnInitializedAsync();
        }
        OnParametersSet();
        await OnParametersSetAsync();
        StateHasChanged();
    }
}
