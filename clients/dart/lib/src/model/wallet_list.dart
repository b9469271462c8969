//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_collection/built_collection.dart';
import 'package:gopay_client/src/model/wallet.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'wallet_list.g.dart';

/// All of a person's wallets: there are at most as many as currencies, so there are no pages.
///
/// Properties:
/// * [results]
@BuiltValue()
abstract class WalletList implements Built<WalletList, WalletListBuilder> {
  @BuiltValueField(wireName: r'results')
  BuiltList<Wallet> get results;

  WalletList._();

  factory WalletList([void updates(WalletListBuilder b)]) = _$WalletList;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(WalletListBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<WalletList> get serializer => _$WalletListSerializer();
}

class _$WalletListSerializer implements PrimitiveSerializer<WalletList> {
  @override
  final Iterable<Type> types = const [WalletList, _$WalletList];

  @override
  final String wireName = r'WalletList';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    WalletList object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'results';
    yield serializers.serialize(
      object.results,
      specifiedType: const FullType(BuiltList, [FullType(Wallet)]),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    WalletList object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required WalletListBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'results':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(BuiltList, [FullType(Wallet)]),
          ) as BuiltList<Wallet>;
          result.results.replace(valueDes);
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  WalletList deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = WalletListBuilder();
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


