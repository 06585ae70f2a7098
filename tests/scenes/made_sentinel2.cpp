#include "tests/scenes/made_sentinel2.hpp"

#include <fstream>

#include <fmt/format.h>

#include "src/io/crs.hpp"
#include "src/io/startup.hpp"
#include "src/io/write_raster.hpp"
#include "tests/io/make_raster.hpp"

namespace tasi::testing {
namespace {

namespace fs = std::filesystem;

Grid grid_of(int size, double pixel_m) { return {size, size, 600000, 9060000, pixel_m, -pixel_m, io::crs_from_user("EPSG:32751")}; }

void write_image(const fs::path& file, int size, double pixel_m, int land, int sea)
{
    io::Numbers numbers = io::Numbers::Constant(size, size, static_cast<std::uint16_t>(land));
    numbers.rightCols(size / 2) = static_cast<std::uint16_t>(sea);
    fs::create_directories(file.parent_path());
    io::write_band(file, grid_of(size, pixel_m), numbers, {file.extension() == ".jp2" ? "JP2OpenJPEG" : "GTiff", false, {}});
}

/// 60 m, three bands of 1000 b + 10 row + col: odd numbers, and so set, in the right column.
void write_classification(const fs::path& file)
{
    RasterRecipe recipe;
    recipe.rows = recipe.cols = 2;
    recipe.bands = 3;
    recipe.transform = {600000, 60, 0, 9060000, 0, -60};
    fs::create_directories(file.parent_path());
    make_jpeg2000(file, recipe);
}

std::string tile_metadata()
{
    return "<n1:Level-1C_Tile_ID xmlns:n1=\"x\"><n1:Geometric_Info><Tile_Geocoding><HORIZONTAL_CS_CODE>EPSG:32751</HORIZONTAL_CS_CODE>"
           "<Size resolution=\"10\"><NROWS>12</NROWS><NCOLS>12</NCOLS></Size>"
           "<Geoposition resolution=\"10\"><ULX>600000</ULX><ULY>9060000</ULY><XDIM>10</XDIM><YDIM>-10</YDIM></Geoposition>"
           "</Tile_Geocoding></n1:Geometric_Info><n1:Quality_Indicators_Info><Image_Content_QI>"
           "<CLOUDY_PIXEL_PERCENTAGE>7.5</CLOUDY_PIXEL_PERCENTAGE></Image_Content_QI></n1:Quality_Indicators_Info></n1:Level-1C_Tile_ID>";
}

std::string product_metadata(const Level1C& product)
{
    std::string text = "<n1:Level-1C_User_Product xmlns:n1=\"x\"><n1:General_Info><Product_Info>";
    text += "<PRODUCT_START_TIME>2016-01-12T01:47:01.024Z</PRODUCT_START_TIME><PROCESSING_LEVEL>Level-1C</PROCESSING_LEVEL>";
    text += fmt::format("<PROCESSING_BASELINE>{}</PROCESSING_BASELINE><SPACECRAFT_NAME>Sentinel-2A</SPACECRAFT_NAME>", product.baseline);
    text += "</Product_Info><Product_Image_Characteristics><QUANTIFICATION_VALUE unit=\"none\">10000</QUANTIFICATION_VALUE>";
    text += "<Reflectance_Conversion><U>0.967801407960869</U></Reflectance_Conversion>";
    for (int band = 0; band < 13 && product.offset != 0; ++band)
        text += fmt::format("<RADIO_ADD_OFFSET band_id=\"{}\">{}</RADIO_ADD_OFFSET>", band, product.offset);
    text += "</Product_Image_Characteristics></n1:General_Info><n1:Quality_Indicators_Info>";
    return text + "<Cloud_Coverage_Assessment>12.25</Cloud_Coverage_Assessment></n1:Quality_Indicators_Info></n1:Level-1C_User_Product>";
}

struct GranuleNames {
    std::string folder, metadata, image_start, classification, clouds;
};

GranuleNames names_of(const Level1C& product, const std::string& tile)
{
    if (!product.old_names)
        return {fmt::format("L1C_{}_A002914_20160112T014701", tile), "MTD_TL.xml", tile + "_20160112T014701", "MSK_CLASSI_B00.jp2",
                "MSK_CLOUDS_B00.gml"};
    const std::string stem = "L1C_TL_SGS__20160112T070000_A002914_" + tile;
    return {fmt::format("S2A_OPER_MSI_{}_N{}", stem, product.baseline), fmt::format("S2A_OPER_MTD_{}.xml", stem), "S2A_OPER_MSI_" + stem,
            "MSK_CLASSI_B00.jp2", fmt::format("S2A_OPER_MSK_CLOUDS_SGS__20160112T070000_A002914_{}_B00_MSIL1C.gml", tile)};
}

void make_granule(const Level1C& product, const fs::path& folder, const GranuleNames& names)
{
    write_file(folder / names.metadata, tile_metadata());
    const auto image = [&](const char* token) { return folder / "IMG_DATA" / (names.image_start + "_" + token + product.suffix); };
    write_image(image("B03"), 12, 10, 1100, 1500);
    write_image(image("B08"), 12, 10, 3000, 1300);
    write_image(image("B11"), 6, 20, 3500, 1100);
    write_image(image("B01"), 2, 60, 1200, 1600);
    if (product.classification) write_classification(folder / "QI_DATA" / names.classification);
    if (product.cloud_polygons) write_file(folder / "QI_DATA" / names.clouds, cloud_gml("32751"));
}

}  // namespace

std::string Level1C::name() const
{
    if (old_names) return "S2A_OPER_PRD_MSIL1C_PDMC_20160112T090000_R017_V20160112T014701_20160112T014712.SAFE";
    const std::string number = baseline.substr(0, 2) + baseline.substr(3);
    return fmt::format("S2A_MSIL1C_20160112T014701_N{}_R017_{}_20160112T090000.SAFE", number, granules.front());
}

fs::path Level1C::make(const fs::path& folder) const
{
    io::start_up();
    const fs::path path = folder / name();
    write_file(path / (old_names ? "S2A_OPER_MTD_SAFL1C_PDMC_20160112T090000_R017_V20160112T014701_20160112T014712.xml" : "MTD_MSIL1C.xml"),
               product_metadata(*this));
    for (const std::string& tile : granules) {
        const GranuleNames names = names_of(*this, tile);
        make_granule(*this, path / "GRANULE" / names.folder, names);
    }
    return path;
}

std::string cloud_gml(const std::string& crs_code)
{
    const auto ring = [](const char* place, const std::string& positions) {
        return fmt::format("<gml:{0}><gml:LinearRing><gml:posList srsDimension=\"2\">{1}</gml:posList></gml:LinearRing></gml:{0}>", place,
                           positions);
    };
    const auto feature = [](const char* kind, const std::string& rings) {
        return fmt::format(
            "<eop:MaskFeature gml:id=\"{0}.0\"><eop:maskType codeSpace=\"urn:gs2:S2PDGS:maskType\">{0}</eop:maskType>"
            "<eop:extentOf><gml:Polygon gml:id=\"{0}.0_Polygon\">{1}</gml:Polygon></eop:extentOf></eop:MaskFeature>",
            kind, rings);
    };
    std::string text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<eop:Mask xmlns:eop=\"e\" xmlns:gml=\"g\" gml:id=\"m\">\n";
    text += fmt::format("<gml:boundedBy><gml:Envelope srsName=\"urn:ogc:def:crs:EPSG:8.7:{}\"/></gml:boundedBy>\n", crs_code);
    text += "<eop:maskMembers>\n";
    text += feature("OPAQUE", ring("exterior", "600000 9060000 600040 9060000 600040 9059980 600000 9059980 600000 9060000") +
                                  ring("interior", "600010 9059990 600020 9059990 600020 9059980 600010 9059980 600010 9059990"));
    text += feature("CIRRUS", ring("exterior", "600080 9059950 600100 9059950 600100 9059940 600080 9059940 600080 9059950"));
    return text + "\n</eop:maskMembers>\n</eop:Mask>\n";
}

void write_file(const fs::path& file, const std::string& text)
{
    fs::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << text;
}

}  // namespace tasi::testing
