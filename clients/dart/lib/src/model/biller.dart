//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:gopay_client/src/model/product.dart';
import 'package:built_collection/built_collection.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'biller.g.dart';

/// Biller
///
/// Properties:
/// * [code]
/// * [name]
/// * [category] - The code of its category.
/// * [accountLabel] - What it calls a customer's number.
/// * [accountPattern] - What such a number looks like, as a regular expression.
/// * [accountHelp] - Where a customer finds it.
/// * [currency]
/// * [country] - ISO 3166-1; null: everywhere.
/// * [isPrepaid] - What is paid buys units; nothing is owed.
/// * [allowsPartial] - Whether less than what is due may be paid.
/// * [minimum] - The least a payment may be; a look-up may say more exactly.
/// * [maximum]
/// * [colour] - Of its logo, #rrggbb.
/// * [initials]
/// * [products] - Fixed packages one may buy.
@BuiltValue()
abstract class Biller implements Built<Biller, BillerBuilder> {
  @BuiltValueField(wireName: r'code')
  String get code;

  @BuiltValueField(wireName: r'name')
  String get name;

  /// The code of its category.
  @BuiltValueField(wireName: r'category')
  String get category;

  /// What it calls a customer's number.
  @BuiltValueField(wireName: r'account_label')
  String get accountLabel;

  /// What such a number looks like, as a regular expression.
  @BuiltValueField(wireName: r'account_pattern')
  String get accountPattern;

  /// Where a customer finds it.
  @BuiltValueField(wireName: r'account_help')
  String get accountHelp;

  @BuiltValueField(wireName: r'currency')
  String get currency;

  /// ISO 3166-1; null: everywhere.
  @BuiltValueField(wireName: r'country')
  String? get country;

  /// What is paid buys units; nothing is owed.
  @BuiltValueField(wireName: r'is_prepaid')
  bool get isPrepaid;

  /// Whether less than what is due may be paid.
  @BuiltValueField(wireName: r'allows_partial')
  bool get allowsPartial;

  /// The least a payment may be; a look-up may say more exactly.
  @BuiltValueField(wireName: r'minimum')
  String get minimum;

  @BuiltValueField(wireName: r'maximum')
  String get maximum;

  /// Of its logo, #rrggbb.
  @BuiltValueField(wireName: r'colour')
  String get colour;

  @BuiltValueField(wireName: r'initials')
  String get initials;

  /// Fixed packages one may buy.
  @BuiltValueField(wireName: r'products')
  BuiltList<Product> get products;

  Biller._();

  factory Biller([void updates(BillerBuilder b)]) = _$Biller;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(BillerBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<Biller> get serializer => _$BillerSerializer();
}

class _$BillerSerializer implements PrimitiveSerializer<Biller> {
  @override
  final Iterable<Type> types = const [Biller, _$Biller];

  @override
  final String wireName = r'Biller';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    Biller object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'code';
    yield serializers.serialize(
      object.code,
      specifiedType: const FullType(String),
    );
    yield r'name';
    yield serializers.serialize(
      object.name,
      specifiedType: const FullType(String),
    );
    yield r'category';
    yield serializers.serialize(
      object.category,
      specifiedType: const FullType(String),
    );
    yield r'account_label';
    yield serializers.serialize(
      object.accountLabel,
      specifiedType: const FullType(String),
    );
    yield r'account_pattern';
    yield serializers.serialize(
      object.accountPattern,
      specifiedType: const FullType(String),
    );
    yield r'account_help';
    yield serializers.serialize(
      object.accountHelp,
      specifiedType: const FullType(String),
    );
    yield r'currency';
    yield serializers.serialize(
      object.currency,
      specifiedType: const FullType(String),
    );
    yield r'country';
    yield object.country == null ? null : serializers.serialize(
      object.country,
      specifiedType: const FullType.nullable(String),
    );
    yield r'is_prepaid';
    yield serializers.serialize(
      object.isPrepaid,
      specifiedType: const FullType(bool),
    );
    yield r'allows_partial';
    yield serializers.serialize(
      object.allowsPartial,
      specifiedType: const FullType(bool),
    );
    yield r'minimum';
    yield serializers.serialize(
      object.minimum,
      specifiedType: const FullType(String),
    );
    yield r'maximum';
    yield serializers.serialize(
      object.maximum,
      specifiedType: const FullType(String),
    );
    yield r'colour';
    yield serializers.serialize(
      object.colour,
      specifiedType: const FullType(String),
    );
    yield r'initials';
    yield serializers.serialize(
      object.initials,
      specifiedType: const FullType(String),
    );
    yield r'products';
    yield serializers.serialize(
      object.products,
      specifiedType: const FullType(BuiltList, [FullType(Product)]),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    Biller object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required BillerBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'code':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.code = valueDes;
          break;
        case r'name':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.name = valueDes;
          break;
        case r'category':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.category = valueDes;
          break;
        case r'account_label':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.accountLabel = valueDes;
          break;
        case r'account_pattern':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.accountPattern = valueDes;
          break;
        case r'account_help':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.accountHelp = valueDes;
          break;
        case r'currency':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.currency = valueDes;
          break;
        case r'country':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.country = valueDes;
          break;
        case r'is_prepaid':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(bool),
          ) as bool;
          result.isPrepaid = valueDes;
          break;
        case r'allows_partial':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(bool),
          ) as bool;
          result.allowsPartial = valueDes;
          break;
        case r'minimum':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.minimum = valueDes;
          break;
        case r'maximum':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.maximum = valueDes;
          break;
        case r'colour':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.colour = valueDes;
          break;
        case r'initials':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.initials = valueDes;
          break;
        case r'products':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(BuiltList, [FullType(Product)]),
          ) as BuiltList<Product>;
          result.products.replace(valueDes);
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  Biller deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = BillerBuilder();
    final serializedList = (serialized as Iterable<Object?>).toList();
    final unhandled = <Object?>[];
    _deserializeProperties(
      serializers,
      serialized,
      specifiedType: specifiedType,
      serializedList: serializedList,
      unhandled: unhandled,
      result: result,
    );
    return result.build();
  }
}


