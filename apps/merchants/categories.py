"""Merchant category codes (ISO 18245): the ones we take, by what people read.

Where a code is restricted the law or the card schemes ask for a closer look: whoever approves such a merchant says so.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Category:
    """A code of four digits and its name."""

    code: str
    name: str
    is_restricted: bool = False


_TABLE = """
0742 Veterinary services
0763 Agricultural cooperatives
0780 Landscaping and horticultural services
1520 General contractors
1711 Heating, plumbing and air conditioning contractors
1731 Electrical contractors
1740 Masonry, tiling and plastering contractors
1750 Carpentry contractors
1761 Roofing and sheet metal contractors
1771 Concrete work contractors
1799 Special trade contractors
2741 Publishing and printing
2842 Cleaning and polishing preparations
4111 Local and suburban commuter transport
4112 Passenger railways
4119 Ambulance services
4121 Taxis and ride hailing
4131 Bus lines
4214 Motor freight and local delivery
4215 Courier services
4225 Warehousing and storage
4411 Cruise lines
4457 Boat rental
4468 Marinas and marine service
4511 Airlines and air carriers
4582 Airports and airport terminals
4722 Travel agencies and tour operators
4784 Tolls and bridge fees
4789 Transport services
4812 Telephones and telecommunication equipment
4814 Telecommunication services
4816 Computer network and information services
4899 Cable, satellite and pay television
4900 Electricity, gas, water and sanitary utilities
5013 Motor vehicle supplies and new parts
5021 Office and commercial furniture
5039 Construction materials
5044 Office and photographic equipment
5045 Computers and peripherals, wholesale
5047 Medical, dental and laboratory equipment
5065 Electrical parts and equipment
5072 Hardware equipment and supplies, wholesale
5074 Plumbing and heating equipment
5085 Industrial supplies
5094 Precious stones, metals and jewellery, wholesale
5099 Durable goods, wholesale
5111 Stationery and office supplies, wholesale
5122 Drugs and druggists' sundries, wholesale
5131 Fabric and sewing goods, wholesale
5137 Uniforms and commercial clothing
5139 Commercial footwear
5169 Chemicals and allied products
5172 Petroleum products
5192 Books, periodicals and newspapers, wholesale
5193 Florists' supplies and nursery stock
5199 Non-durable goods, wholesale
5200 Home supply warehouses
5211 Lumber and building materials
5231 Glass, paint and wallpaper
5251 Hardware shops
5261 Lawn and garden supply
5271 Mobile home dealers
5300 Wholesale clubs
5309 Duty-free shops
5310 Discount shops
5311 Department stores
5331 Variety shops
5399 General merchandise
5411 Groceries and supermarkets
5422 Butchers and frozen food
5441 Confectionery and nut shops
5451 Dairies
5462 Bakeries
5499 Convenience shops and markets
5511 Car and truck dealers, new and used
5521 Used car dealers
5532 Tyre shops
5533 Car parts and accessories
5541 Service stations
5542 Fuel dispensers, automated
5551 Boat dealers
5571 Motorcycle dealers
5611 Men's clothing
5621 Women's clothing
5631 Women's accessories
5641 Children's clothing
5651 Family clothing
5655 Sports and riding clothing
5661 Shoe shops
5691 Clothing shops
5697 Tailors and alterations
5699 Clothing and accessories, other
5712 Furniture and home furnishings
5713 Floor covering
5714 Drapery and upholstery
5719 Home furnishing speciality shops
5722 Household appliances
5732 Electronics shops
5733 Music shops
5734 Computer software shops
5735 Record shops
5811 Caterers
5812 Restaurants and eating places
5813 Bars, taverns and nightclubs
5814 Fast food
5815 Digital goods: books, films, music
5816 Digital goods: games
5817 Digital goods: applications
5818 Digital goods: large merchants
5912 Pharmacies
5921 Beer, wine and spirits shops
5931 Second-hand shops
5932 Antique shops
5933 Pawn shops !
5940 Bicycle shops
5941 Sporting goods
5942 Bookshops
5943 Stationery and school supplies
5944 Jewellery, watches and silverware
5945 Toys, games and hobbies
5946 Cameras and photographic supplies
5947 Gifts, cards and souvenirs
5948 Luggage and leather goods
5949 Sewing, needlework and fabric
5950 Glassware and crystal
5960 Direct marketing: insurance !
5962 Direct marketing: travel !
5963 Door-to-door sales
5964 Direct marketing: catalogue
5966 Direct marketing: outbound calls !
5967 Direct marketing: inbound calls and adult content !
5968 Direct marketing: subscriptions
5969 Direct marketing, other
5970 Artists' supplies and crafts
5971 Art dealers and galleries
5972 Stamps and coins
5973 Religious goods
5976 Orthopaedic goods
5977 Cosmetics
5978 Typewriters and office machines
5983 Fuel dealers: oil, wood, coal, gas
5992 Florists
5993 Tobacco and vaping shops !
5994 News stands
5995 Pet shops
5996 Swimming pools
5997 Electric razors
5998 Tents and awnings
5999 Speciality retail
6010 Financial institutions: cash over the counter !
6011 Financial institutions: cash machines !
6012 Financial institutions: goods and services !
6051 Foreign currency, money orders and crypto-assets !
6211 Securities brokers and dealers !
6300 Insurance
6513 Estate agents and rentals
7011 Hotels and lodging
7012 Timeshares !
7032 Sporting and recreational camps
7033 Camp sites
7210 Laundry and cleaning services
7211 Family laundries
7216 Dry cleaners
7217 Carpet and upholstery cleaning
7221 Photographic studios
7230 Hairdressers and beauty salons
7251 Shoe repair and shine
7261 Funeral services
7273 Dating services !
7276 Tax preparation
7277 Counselling
7278 Buying and shopping clubs
7296 Clothing rental
7297 Massage parlours !
7298 Health and beauty spas
7299 Personal services
7311 Advertising services
7333 Commercial photography, art and graphics
7338 Copying and reproduction
7342 Pest control
7349 Cleaning and maintenance
7361 Employment agencies
7372 Computer programming and data services
7379 Computer maintenance and repair
7392 Consulting and public relations
7393 Security and detective services
7394 Equipment and tool rental
7399 Business services
7512 Car rental
7513 Truck rental
7523 Parking
7531 Car body repair
7534 Tyre repair
7538 Car service
7542 Car washes
7549 Towing
7622 Electronics repair
7623 Air conditioning and refrigeration repair
7629 Electrical and small appliance repair
7631 Watch and jewellery repair
7641 Furniture repair
7692 Welding
7699 Repair shops
7800 State lotteries !
7801 Internet gambling !
7802 Horse and dog racing !
7829 Film production
7832 Cinemas
7841 Video rental
7911 Dance halls and schools
7922 Theatres and ticket agencies
7929 Bands, orchestras and entertainers
7932 Billiard halls
7933 Bowling alleys
7941 Sports clubs and fields
7991 Tourist attractions and exhibits
7992 Golf courses
7993 Video game supplies
7994 Video game arcades
7995 Betting, casinos and lotteries !
7996 Amusement parks and circuses
7997 Membership clubs and gyms
7998 Aquariums and zoos
7999 Recreation services
8011 Doctors
8021 Dentists
8031 Osteopaths
8041 Chiropractors
8042 Optometrists
8043 Opticians
8049 Podiatrists
8050 Nursing and care homes
8062 Hospitals
8071 Medical and dental laboratories
8099 Health services
8111 Legal services
8211 Primary and secondary schools
8220 Universities and colleges
8241 Correspondence schools
8244 Business and secretarial schools
8249 Vocational and trade schools
8299 Schools and educational services
8351 Child care
8398 Charities and social services !
8641 Civic and social associations
8651 Political organisations !
8661 Religious organisations
8675 Motoring associations
8699 Membership organisations
8734 Testing laboratories
8911 Architects, engineers and surveyors
8931 Accountants and bookkeepers
8999 Professional services
9211 Court costs
9222 Fines
9311 Tax payments
9399 Government services
9402 Postal services
"""


def _read(line: str) -> Category:
    code, _, name = line.partition(" ")
    return Category(code, name.removesuffix(" !"), is_restricted=name.endswith(" !"))


CATEGORIES: dict[str, Category] = {row.code: row for row in map(_read, _TABLE.strip().splitlines())}


def category_name(code: str) -> str:
    """What a code means; the code itself for one that is not among ours."""
    known = CATEGORIES.get(code)
    return known.name if known else code


def is_restricted(code: str) -> bool:
    """Whether whoever approves a merchant of this category has to say so. One we do not know is."""
    known = CATEGORIES.get(code)
    return known is None or known.is_restricted
