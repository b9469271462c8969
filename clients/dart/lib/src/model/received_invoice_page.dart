//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_collection/built_collection.dart';
import 'package:gopay_client/src/model/received_invoice.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'received_invoice_page.g.dart';

/// ReceivedInvoicePage
///
/// Properties:
/// * [results]
/// * [next]
/// * [previous]
@BuiltValue()
abstract class ReceivedInvoicePage implements Built<ReceivedInvoicePage, ReceivedInvoicePageBuilder> {
  @BuiltValueField(wireName: r'results')
  BuiltList<ReceivedInvoice> get results;

  @BuiltValueField(wireName: r'next')
  String? get next;

  @BuiltValueField(wireName: r'previous')
  String? get previous;

  ReceivedInvoicePage._();

  factory ReceivedInvoicePage([void updates(ReceivedInvoicePageBuilder b)]) = _$ReceivedInvoicePage;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(ReceivedInvoicePageBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<ReceivedInvoicePage> get serializer => _$ReceivedInvoicePageSerializer();
}

class _$ReceivedInvoicePageSerializer implements PrimitiveSerializer<ReceivedInvoicePage> {
  @override
  final Iterable<Type> types = const [ReceivedInvoicePage, _$ReceivedInvoicePage];

  @override
  final String wireName = r'ReceivedInvoicePage';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    ReceivedInvoicePage object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'results';
    yield serializers.serialize(
      object.results,
      specifiedType: const FullType(BuiltList, [FullType(ReceivedInvoice)]),
    );
    yield r'next';
    yield object.next == null ? null : serializers.serialize(
      object.next,
      specifiedType: const FullType.nullable(String),
    );
    yield r'previous';
    yield object.previous == null ? null : serializers.serialize(
      object.previous,
      specifiedType: const FullType.nullable(String),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    ReceivedInvoicePage object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required ReceivedInvoicePageBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'results':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(BuiltList, [FullType(ReceivedInvoice)]),
          ) as BuiltList<ReceivedInvoice>;
          result.results.replace(valueDes);
          break;
        case r'next':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.next = valueDes;
          break;
        case r'previous':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.previous = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  ReceivedInvoicePage deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = ReceivedInvoicePageBuilder();
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


